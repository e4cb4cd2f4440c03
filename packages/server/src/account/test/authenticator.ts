import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** A passkey in software, answering as browsers do: what it says can be bent for attacks. */
export function softwareAuthenticator(rpId: string, origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(32);
  const id = credentialId.toString('base64url');
  let counter = 0;

  const authenticatorData = (flags: number, tail = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, tail]);
  };
  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const envelope = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };

  return {
    id,
    setCounter: (value: number) => {
      counter = value;
    },
    register: (challenge: string, { uv = true, from = origin } = {}) => {
      const length = Buffer.from([0, credentialId.length]);
      // COSE_Key, ES256 on P-256. Source: RFC 9053 §7.1.1.
      const key = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ]);
      const tail = Buffer.concat([Buffer.alloc(16), length, credentialId, key]);
      const data = authenticatorData(present | (uv ? verified : 0) | attested, tail);
      // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR.
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3, 0x63, ...Buffer.from('fmt'), 0x64, ...Buffer.from('none')]),
        Buffer.from([
          0x67,
          ...Buffer.from('attStmt'),
          0xa0,
          0x68,
          ...Buffer.from('authData'),
          0x58,
          data.length,
        ]),
        data,
      ]);
      return {
        ...envelope,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, from).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal' as const],
        },
      };
    },
    signIn: (challenge: string, { uv = true, from = origin } = {}) => {
      counter += 1;
      const data = authenticatorData(present | (uv ? verified : 0));
      const client = clientData('webauthn.get', challenge, from);
      const hash = createHash('sha256').update(client).digest();
      return {
        ...envelope,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', Buffer.concat([data, hash]), privateKey).toString('base64url'),
        },
      };
    },
  };
}
