import { init, type CloudBase } from '@cloudbase/node-sdk';
import { running } from '../../local/running';
import { environment } from '../environment';

/** The environment named, with the keys from outside; else the local cloud that is running. Throws if there is neither. */
export async function connect(env: string | undefined): Promise<CloudBase> {
  if (env) {
    const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = environment;
    if (!secretId || !secretKey) throw new Error('请先设置环境变量 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY');
    return init({ env, secretId, secretKey });
  }
  const local = await running();
  if (!local) throw new Error('本机没有在运行：请先 npm start，或用 --env 写明云开发环境');
  return init(accessFrom(local.adminEnv));
}

/** What an administrator would put into their own environment, as the SDK's options. */
export function accessFrom(adminEnv: Record<string, string>) {
  const { URL } = JSON.parse(adminEnv['TCB_CONTEXT_CNFG']!) as { URL: string };
  return {
    env: adminEnv['TCB_ENV']!,
    secretId: adminEnv['TENCENTCLOUD_SECRETID']!,
    secretKey: adminEnv['TENCENTCLOUD_SECRETKEY']!,
    serviceUrl: URL,
  };
}
