import { type Store, storeError } from '@papertape/store'
import { sql } from 'kysely'

/** Takes attempts of more than 90 days ago out of the delivery log. */
export const forgetDeliveries = async (store: Store): Promise<void> => {
  try {
    await store.db
      .withSchema('ops')
      .deleteFrom('notification_deliveries')
      .where('at', '<', sql<Date>`now() - interval '90 days'`)
      .execute()
  } catch (error) {
    throw storeError(error)
  }
}
