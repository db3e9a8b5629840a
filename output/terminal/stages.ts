/** `CloudGateway` as `cloud gateway`. */
export function stageInWords(stage: string): string {
  return stage === 'Wan' ? 'WAN' : stage.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}
