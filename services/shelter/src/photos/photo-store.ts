import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HubError } from '@hinomi/contracts';
import { FileStore, sweepDaily } from '@hinomi/service-kit';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';

/** Who sent it: decides who may remove it. */
export interface PhotoOwner {
  account: string;
}

/** The photos as files; what drills left is removed as late as their reports may be sent again. */
@Injectable()
export class PhotoStore extends FileStore<PhotoOwner> implements OnModuleInit, OnModuleDestroy {
  private stopSweeping = (): void => undefined;

  constructor(@Inject(SHELTER_SETTINGS) { photosDir, photosLimitBytes, now }: ShelterSettings) {
    super({ dir: photosDir, limitBytes: photosLimitBytes, now, ending: 'jpg', full });
  }

  async onModuleInit(): Promise<void> {
    this.stopSweeping = await sweepDaily(this, 'shelter');
  }

  onModuleDestroy(): void {
    this.stopSweeping();
  }
}

function full(why: 'limit' | 'disk', cause?: unknown): HubError {
  const message =
    why === 'limit'
      ? 'The photos take as much room as they may: HINOMI_PHOTOS_LIMIT_MB.'
      : 'The disk for photos is full.';
  return new HubError('photo.store-full', message, { cause });
}
