import { embeddedUrl } from './postgres';

/** Makes and starts the built-in server once, before the files of a suite ask for it at the same time. */
export default async function setup(): Promise<void> {
  await embeddedUrl();
}
