const day = 86_400_000;

/** A session ends 60 days after sign-in, or after 14 days in which nobody used it. */
export const sessionLifetime = { absoluteMs: 60 * day, idleMs: 14 * day } as const;

export const sessionCookieSeconds = sessionLifetime.absoluteMs / 1000;
