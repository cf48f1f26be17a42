import { ProjectionMismatch } from './errors.ts'
import { PROJECTION_VERSION, type ProjectionTables } from './projection-tables.ts'

/** @throws ProjectionMismatch when another version made the projection: its tables are other ones. */
export const checkVersion = ({ version }: Pick<ProjectionTables['checkpoint'], 'version'>): void => {
  if (version !== PROJECTION_VERSION) {
    throw new ProjectionMismatch(`the projection has version ${version} and this program needs ${PROJECTION_VERSION}`)
  }
}

/**
 * Whether a projection may be read from, or gone on with, beside this ledger. The ledger's state has to be read after the
 * checkpoint: until then it may have grown.
 * @throws ProjectionMismatch when it was folded from another ledger, from more of it than there is, or by another version.
 */
export const checkAgainstLedger = (
  checkpoint: Pick<ProjectionTables['checkpoint'], 'seq' | 'ledger_epoch' | 'version'>,
  ledger: { epoch: string; lastSeq: number },
): void => {
  const { seq, ledger_epoch } = checkpoint
  checkVersion(checkpoint)
  if (ledger_epoch !== null && ledger_epoch !== ledger.epoch) {
    throw new ProjectionMismatch(
      `the projection was made from the ledger of ${ledger_epoch}, and this one is of ${ledger.epoch}`,
    )
  }
  if (seq > ledger.lastSeq) {
    throw new ProjectionMismatch(`the projection is at ${seq}, ahead of the ledger, which ends at ${ledger.lastSeq}`)
  }
}
