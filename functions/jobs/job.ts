/** A function that no route calls. What starts it and what it may do come from here. */
export interface Job {
  /** The name of its folder. */
  readonly name: string;
  /**
   * `queue`: messages of the work queue, several at a time. `notices`: those of the queue of notices. `deployment`: every
   * deployment, once. `token`: every token of the user pool, before it is signed.
   */
  readonly trigger: 'queue' | 'notices' | 'deployment' | 'token';
  /** What it does with stored items. */
  readonly table: 'none' | 'read' | 'write';
  /** MB */
  readonly memory: number;
  /** seconds */
  readonly timeout: number;
}
