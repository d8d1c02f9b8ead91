export interface RunningKafka {
  /** `host:port` of every broker. */
  brokers: string[];
  dir: string;
  kill(index: number): void;
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

export function whyNoKafka(): Promise<string | null>;

export function startKafka(options?: { brokers?: 1 | 3; dir?: string; port?: number }): Promise<RunningKafka>;
