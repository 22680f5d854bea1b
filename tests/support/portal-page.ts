import type { Browser } from 'playwright-core';
import { type OpenPage, openPage, type PageOptions } from './browser';
import { type PersonOptions, signedInPerson } from './people';

/** Opens a page of the portal as a fresh person of a role, once it is drawn. */
export async function openPortal(
  browser: Browser,
  server: { readonly url: string; readonly databaseUrl: string },
  options: PageOptions & PersonOptions = {},
): Promise<OpenPage> {
  const { cookie } = await signedInPerson(server.url, server.databaseUrl, options);
  return openPage(browser, server.url, { path: '/portal', width: 1280, ...options, cookie });
}
