import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Binary column; both drivers give and take bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // pg binds Buffers as bytea but would spell a bare Uint8Array out as JSON.
  toDriver: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  fromDriver: (bytes) => new Uint8Array(bytes),
});

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
