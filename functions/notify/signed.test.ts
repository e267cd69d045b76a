import { expect, it } from 'vitest';
import { signed } from './signed.ts';

it('signs as the example of the Standard Webhooks specification does', () => {
  // The secret, id, time and signature that its reference libraries are tested with.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = '{"test": 2432232314}';
  expect(signed(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', body, 1614265330)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
