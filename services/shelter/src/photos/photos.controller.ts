import { Controller, Delete, Get, Header, HttpCode, Inject, Param, StreamableFile } from '@nestjs/common';
import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import type { KnownPhoto } from '../index/known-photo.js';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { PhotoDoor } from './photo-door.js';

/** What a photo of a shelter shows: for those who may see that there is one. */
@Controller('api/v1/photos')
export class PhotosController {
  constructor(
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(PhotoDoor) private readonly door: PhotoDoor,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  @Get(':id')
  @Allow('shelters:read')
  @Header('cache-control', 'private, max-age=600')
  @Header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
  @Header('cross-origin-resource-policy', 'same-origin')
  async one(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<StreamableFile> {
    const bytes = await this.door.read(this.find(id, principal));
    if (bytes === null) throw notFound(id);
    return new StreamableFile(bytes, { type: 'image/jpeg', disposition: 'inline' });
  }

  /** By who sent it, or by headquarters. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('shelters:report')
  async remove(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    const photo = this.find(id, principal);
    const may =
      this.policies.permits(principal, 'decisions:write') || (await this.door.isSender(photo, principal.subject));
    if (!may) throw new HubError('access.denied', 'A photo is removed by who sent it, or by headquarters.');
    await this.door.remove(photo, principal.subject);
  }

  /** Who may not see it hears what they would hear if there were none. */
  private find(id: string, principal: Principal): KnownPhoto {
    const known = this.indexes.ofId(id).photo(id);
    if (known === undefined || !this.policies.maySee(principal, known.label)) throw notFound(id);
    return known;
  }
}

function notFound(id: string): HubError {
  return new HubError('photo.not-found', `There is no photo ${id} in the picture now.`);
}
