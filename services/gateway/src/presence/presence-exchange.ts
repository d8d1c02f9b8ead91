import { randomUUID } from 'node:crypto';
import { PresenceNews, type PresenceEntry, type PresenceId } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { LONGEST_ANNOUNCEMENT, type Announcements } from '@hinomi/store';
import { packNews } from './pack-news.js';

const CHANNEL = 'hinomi_presence';
const log = logOf('gateway');

/** What gateways of one cluster tell each other of their consoles. What is lost on the way is said again with the next sign of life. */
export class PresenceExchange {
  /** This gateway, for as long as its process lives. */
  readonly gateway = randomUUID();
  private stopListening: (() => Promise<void>) | null = null;
  private saying: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(private readonly announcements: Announcements | null) {}

  /** `others`: what another gateway says; `asked`: one has just begun to listen and wants to know everything. */
  start(others: (news: PresenceNews) => void, asked: () => void): void {
    this.stopListening =
      this.announcements?.listen(CHANNEL, {
        heard: (text) => {
          const news = readNews(text);
          if (news === null || news.gateway === this.gateway) return;
          others(news);
          if (news.hello) asked();
        },
        begun: () => {
          void this.tell([], [], true);
          asked();
        },
      }) ?? null;
  }

  /** One after the other, so that what goes does not overtake what came. */
  tell(here: readonly PresenceEntry[], gone: readonly PresenceId[], hello = false): Promise<void> {
    const { announcements, gateway } = this;
    if (announcements === null || (here.length + gone.length === 0 && !hello)) return Promise.resolve();
    const texts = packNews({ gateway, hello, here: [...here], gone: [...gone] }, LONGEST_ANNOUNCEMENT);
    this.saying = this.saying.then(async () => {
      try {
        for (const text of texts) await announcements.say(CHANNEL, text);
        this.failing = false;
      } catch (error) {
        if (!this.failing) log.warn('cannot tell other gateways who is here', { why: String(error) });
        this.failing = true;
      }
    });
    return this.saying;
  }

  async stop(): Promise<void> {
    await this.saying;
    await this.stopListening?.();
  }
}

/** Null for what another version of this program may say. */
function readNews(text: string): PresenceNews | null {
  try {
    return PresenceNews.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
