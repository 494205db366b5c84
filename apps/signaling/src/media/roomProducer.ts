import type { Source } from '@silkconsult/protocol';
import type { Producer } from 'mediasoup/types';

/** Kept in mediasoup's `appData`: who sends it and what it shows. */
export type ProducerData = { source: Source; peerId: string };
export type RoomProducer = Producer<ProducerData>;
