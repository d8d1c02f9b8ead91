export interface ClusterProcess {
  name: string;
  url: string;
}

export interface RunningCluster {
  /** The one address, through haproxy. */
  url: string;
  gateways: ClusterProcess[];
  aggregators: ClusterProcess[];
  /** Every process, with the ports that it listens on; `pid` is that of whoever looks after it. */
  members: { name: string; member: { pid: number | undefined }; ports: number[] }[];
  /** Ends a process at once, as a power cut would; it stays down. */
  kill(name: string): Promise<void>;
  /** SIGSTOP: the process is there and does nothing. */
  stopProcess(name: string): void;
  continueProcess(name: string): void;
  restart(name: string): Promise<unknown>;
  /** All of these, or everything, one after another; whoever uses the cluster sees nothing of it. */
  restartInTurn(names?: string[], tell?: (text: string) => void): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  dir?: string;
  /** 0 = a free one. */
  port?: number;
  gateways?: number;
  standbys?: number;
  brokers?: 1 | 3;
  /** For every process of the hub. */
  env?: Record<string, string>;
  /** For one of them beside that. */
  envOf?: (name: string) => Record<string, string>;
  say?: (text: string) => void;
}

/** `null` when a cluster can be started here, else what is missing and what to install, a line each. */
export function whyNoCluster(): Promise<string | null>;

/** Starts everything; a `dir` used before goes on with its data. What dies by itself is started again. */
export function startCluster(options?: ClusterOptions): Promise<RunningCluster>;
