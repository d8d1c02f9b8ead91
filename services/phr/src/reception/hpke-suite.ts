import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, type KeyPair } from 'hpke';

/** `RECEPTION_SUITE` of the contracts. */
export const HPKE = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

export type HpkePair = KeyPair<Awaited<ReturnType<typeof HPKE.DeserializePrivateKey>>>;
