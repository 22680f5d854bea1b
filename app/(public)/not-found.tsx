import { NothingHere } from '../nothing-here';

export default function PublicNotFound() {
  return <NothingHere />;
}
