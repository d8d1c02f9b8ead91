import { lacksTold, SHELTER_LACKS, type RollupLacks, type ShelterLack, type ThingAttribute } from '@hinomi/contracts';

export function noLacks(): RollupLacks {
  const none = SHELTER_LACKS.map((lack) => [lack, { told: 0, lacking: 0 }]);
  return Object.fromEntries(none) as RollupLacks;
}

/** A shelter that is not open lacks nothing. `sign` -1 takes it out again, as it was put in. */
export function addLacks(lacks: RollupLacks, values: Readonly<Record<string, ThingAttribute>>, sign: 1 | -1): void {
  const state = values['eststts']?.value;
  if (state !== 'open' && state !== 'permanent') return;
  for (const [lack, isLacking] of Object.entries(lacksTold(values))) {
    const tally = lacks[lack as ShelterLack];
    tally.told += sign;
    if (isLacking) tally.lacking += sign;
  }
}

export function sumOfLacks(all: readonly RollupLacks[]): RollupLacks {
  const sum = noLacks();
  for (const lacks of all) {
    for (const lack of SHELTER_LACKS) {
      sum[lack].told += lacks[lack].told;
      sum[lack].lacking += lacks[lack].lacking;
    }
  }
  return sum;
}
