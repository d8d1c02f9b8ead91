/** Those who wait for what is read from the log by and by. */
export class Waiting {
  private readonly all = new Set<() => void>();

  /** Something was read: everybody looks again. */
  wake(): void {
    for (const wake of [...this.all]) wake();
  }

  /** True as soon as it is so, false after the limit in ms. */
  async until(isSo: () => boolean, limitMs: number): Promise<boolean> {
    const endsAt = performance.now() + limitMs;
    while (!isSo()) {
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) return false;
      await this.change(leftMs);
    }
    return true;
  }

  private change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.all.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.all.add(wake);
    });
  }
}
