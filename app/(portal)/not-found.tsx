import { NothingHere } from '../nothing-here';

export default function PortalNotFound() {
  return <NothingHere className="portal-main" />;
}
