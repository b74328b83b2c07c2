import { AddressesPage } from '../_addresses/AddressesPage';

export default function Page() {
  return <AddressesPage />;
}
