/**
 * When a daily schedule comes up next.
 *
 * @param expression `cron(minute hour * * ? *)`, in UTC
 * @throws for any other schedule, which would be kept wrongly here
 */
export function nextDaily(expression: string, now: Date): Date {
  const [, minute, hour] = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression) ?? [];
  if (hour === undefined) throw new Error(`the local server keeps daily schedules only, not ${expression}`);
  const next = new Date(now);
  next.setUTCHours(Number(hour), Number(minute), 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

/**
 * Does something whenever a daily schedule comes up.
 *
 * @returns ends it
 */
export function keepDaily(expression: string, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(() => {
      act();
      wait();
    }, nextDaily(expression, new Date()).getTime() - Date.now());
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
