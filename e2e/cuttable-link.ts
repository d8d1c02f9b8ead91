import net from 'node:net';

/** A loopback link to the hub that a test can cut and mend, as a network does. */
export class CuttableLink {
  private readonly sockets = new Set<net.Socket>();
  private readonly farSides = new Set<net.Socket>();
  private isCut = false;
  private swallows = false;
  private readonly server: net.Server;

  private constructor(private readonly targetPort: number) {
    this.server = net.createServer((near) => {
      if (this.isCut) return void near.destroy();
      const far = net.connect(this.targetPort, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('close', () => this.sockets.delete(socket));
        socket.on('error', () => socket.destroy());
      }
      this.farSides.add(far);
      far.on('close', () => this.farSides.delete(far));
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.pipe(far);
      if (this.swallows) far.resume();
      else far.pipe(near);
    });
  }

  static async to(port: number): Promise<CuttableLink> {
    const link = new CuttableLink(port);
    await new Promise<void>((resolve) => link.server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as net.AddressInfo).port}/`;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** From now on the hub hears everything and its answers are lost. */
  swallowAnswers(): void {
    this.swallows = true;
    for (const far of this.farSides) far.unpipe().resume();
  }

  mend(): void {
    this.isCut = false;
    this.swallows = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
