/**
 * Makes a pair of keys in this browser. The private half is handed to its owner as a file and goes
 * nowhere else; the public one is what is registered.
 */
export async function makeKeyPair(): Promise<{ publicSet: string; privateKey: Blob }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const common = { kid: crypto.randomUUID(), alg: 'ES256', use: 'sig' };
  const write = async (key: CryptoKey) => {
    const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', key);
    return { kty, crv, x, y, d, ...common };
  };
  const { d: _none, ...publicKey } = await write(pair.publicKey);
  return {
    publicSet: JSON.stringify({ keys: [publicKey] }, undefined, 2),
    privateKey: new Blob([JSON.stringify(await write(pair.privateKey), undefined, 2)], {
      type: 'application/json',
    }),
  };
}
