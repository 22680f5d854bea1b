/** Width of a bucket of history. */
export type Interval = 'hour' | 'day' | 'week' | 'month';
