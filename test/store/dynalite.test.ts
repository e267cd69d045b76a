import { describe } from 'vitest';
import { storeContract } from './contract.ts';

describe('the store on a real DynamoDB engine', () => {
  storeContract();
});
