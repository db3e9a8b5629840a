export const TEMPLATES: Record<string, { description: string; text: string }> = {}
