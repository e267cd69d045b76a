import { randomUUID } from 'node:crypto';
import * as z from 'zod';

/** Mail that would have been sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface Reader {
  readonly topic: string;
  readonly address: string;
  readonly tenants: readonly string[];
}

const FilterSchema = z.object({ tenant: z.array(z.string()) });

/** As much of SNS as functions call. Addresses count as confirmed at once, and mail goes nowhere but to whoever is told. */
export class Mailbox {
  private readonly readers = new Map<string, Reader>();
  private readonly told: (mail: Mail) => void;

  constructor(told: (mail: Mail) => void) {
    this.told = told;
  }

  /** @returns the XML within the result; undefined for what is not known here */
  act(action: string, form: URLSearchParams): string | undefined {
    switch (action) {
      case 'Subscribe':
        return this.subscribe(form);
      case 'Unsubscribe':
        this.readers.delete(form.get('SubscriptionArn') ?? '');
        return '';
      case 'Publish':
        return this.publish(form);
    }
    return undefined;
  }

  private subscribe(form: URLSearchParams): string {
    const arn = `subscription:${randomUUID()}`;
    this.readers.set(arn, {
      topic: form.get('TopicArn') ?? '',
      address: form.get('Endpoint') ?? '',
      tenants: FilterSchema.parse(JSON.parse(form.get('Attributes.entry.1.value') ?? '')).tenant,
    });
    return `<SubscriptionArn>${arn}</SubscriptionArn>`;
  }

  private publish(form: URLSearchParams): string {
    const tenant = form.get('MessageAttributes.entry.1.Value.StringValue') ?? '';
    for (const { topic, address, tenants } of this.readers.values()) {
      if (topic !== form.get('TopicArn') || !tenants.includes(tenant)) continue;
      this.told({ to: address, subject: form.get('Subject') ?? '', text: form.get('Message') ?? '' });
    }
    return `<MessageId>${randomUUID()}</MessageId>`;
  }
}
