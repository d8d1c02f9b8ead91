import type { ReactNode } from 'react';
import type { KafkaPlace } from '@hinomi/contracts';
import type { AgencyWords } from '../../words/agency/ja.js';
import { Fact } from '../console/details/facts.js';

/** Where a consumer of the agency finds its records. */
export function KafkaFacts({
  place: { topic, brokers, group },
  agency: { detail },
}: {
  place: KafkaPlace;
  agency: AgencyWords;
}): ReactNode {
  return (
    <>
      <Fact name={detail.topic}>
        <code data-testid="kafka-topic">{topic}</code>
      </Fact>
      <Fact name={detail.brokers}>
        <code data-testid="kafka-brokers">{brokers.join(', ')}</code>
      </Fact>
      <Fact name={detail.group}>
        <code>{group}</code>
      </Fact>
    </>
  );
}
