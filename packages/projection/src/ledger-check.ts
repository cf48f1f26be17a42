import { PROJECTION_VERSION, ProjectionMismatch, type ProjectionTables } from '@papertape/store'

/**
 * Whether a projection may go on from where it stands.
 * @throws ProjectionMismatch when it was folded from another ledger, from more of it than there is, or by another version.
 */
export const checkAgainstLedger = (
  checkpoint: Pick<ProjectionTables['checkpoint'], 'seq' | 'ledger_epoch' | 'version'>,
  ledger: { epoch: string; firstSeq: number; lastSeq: number },
): void => {
  const { seq, ledger_epoch, version } = checkpoint
  if (version !== PROJECTION_VERSION) {
    throw new ProjectionMismatch(`the projection has version ${version} and this program needs ${PROJECTION_VERSION}`)
  }
  if (ledger_epoch !== null && ledger_epoch !== ledger.epoch) {
    throw new ProjectionMismatch(
      `the projection was made from the ledger of ${ledger_epoch}, and this one is of ${ledger.epoch}`,
    )
  }
  if (seq > ledger.lastSeq) {
    throw new ProjectionMismatch(`the projection is at ${seq}, ahead of the ledger, which ends at ${ledger.lastSeq}`)
  }
}
