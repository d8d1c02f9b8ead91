export interface RunningKafka {
  /** `host:port` of every broker. */
  brokers: string[];
  dir: string;
  /** Of each principal and of `admin`; null when nobody is asked who they are. */
  passwords: Record<string, string> | null;
  kill(index: number): void;
  restart(index: number): Promise<void>;
  stop(): Promise<void>;
}

export function whyNoKafka(): Promise<string | null>;

/** `principals`: who may come in, each with a password of its own, and only as ACLs allow. */
export function startKafka(options?: {
  brokers?: 1 | 3;
  dir?: string;
  port?: number;
  principals?: string[];
}): Promise<RunningKafka>;
