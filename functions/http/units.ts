/** Units of the table, as DynamoDB bills them. */
interface Units {
  read: number;
  write: number;
}

/** What was used since it was asked for last. A function does one thing at a time, so that is what the thing used. */
let used: Units = { read: 0, write: 0 };

export function countUnits({ read, write }: Units): void {
  used = { read: used.read + read, write: used.write + write };
}

/** What was used since this was called last. */
export function takeUnits(): Units {
  const taken = used;
  used = { read: 0, write: 0 };
  return taken;
}
