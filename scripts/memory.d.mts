export const appEnv: NodeJS.ProcessEnv;
