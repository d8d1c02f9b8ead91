export interface RunningKafka {
  /** `host:port` of every broker. */
  brokers: string[];
  dir: string;
  /** Of each principal and of `admin`; null when nobody is asked who they are. */
  passwords: Record<string, string> | null;
  kill(index: number): void;
  /** SIGSTOP: the node is there and does nothing. */
  stopProcess(index: number): void;
  continueProcess(index: number): void;
  restart(index: number): Promise<void>;
  /** Resolves when a node's process is gone, whoever ended it. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs one of Kafka's own commands, by the name of its class; resolves to what it printed. */
export function kafkaCommand(name: string, args: readonly string[]): Promise<string>;

/** What such a command is to the operating system. */
export function kafkaWords(name: string, args: readonly string[]): { program: string; words: string[] };

export function whyNoKafka(): Promise<string | null>;

/** `principals`: who may come in, each with a password of its own, and only as ACLs allow. */
export function startKafka(options?: {
  brokers?: 1 | 3;
  dir?: string;
  port?: number;
  principals?: string[];
  /** This node of the cluster alone, counted from 1. */
  only?: number;
}): Promise<RunningKafka>;
