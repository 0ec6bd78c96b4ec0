import { inBeijing, type Instant } from '../domain/time';

/** A line of the cloud's log as the terminal shows it. What functions print names actions and causes, never people. */
export const logLine = (line: string, now: Instant): string => `${inBeijing(now).format('HH:mm:ss')} ${line}`;
