import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { logOf } from '@hinomi/service-kit';
import { PhotoStore } from './photo-store.js';

const log = logOf('shelter');

/** As long as the reports of a drill may be sent again. */
const DRILL_DAYS = 30;
const EVERY_MS = 86_400_000;

/** Once a day, and at the start: what drills left is removed, and the rest is counted anew. */
@Injectable()
export class PhotoSweeper implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(@Inject(PhotoStore) private readonly store: PhotoStore) {}

  async onModuleInit(): Promise<void> {
    await this.store.sweep(DRILL_DAYS);
    this.timer = setInterval(() => {
      this.store.sweep(DRILL_DAYS).catch((error: unknown) => {
        log.error('could not sweep the photos', { error: String(error) });
      });
    }, EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}
