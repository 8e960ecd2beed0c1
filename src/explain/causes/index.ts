// The signs of every cause that an error text can name, by finding code. To teach a new text, add a clue to its code in a family's file.

import type {Signals} from '../clue.ts';
import {clientCauses} from './client.ts';
import {configCauses} from './config.ts';
import {deploymentCauses} from './foundry/deployment.ts';
import {resourceCauses} from './foundry/resource.ts';
import {signInCauses as foundrySignInCauses} from './foundry/sign-in.ts';
import {installCauses} from './install.ts';
import {accessCauses} from './model/access.ts';
import {callCauses} from './model/call.ts';
import {connectionCauses} from './network/connection.ts';
import {proxyCauses} from './network/proxy.ts';
import {tlsCauses} from './network/tls.ts';
import {credentialCauses} from './sign-in/credentials.ts';
import {sessionCauses} from './sign-in/session.ts';
import {modelCauses} from './vertex/model.ts';
import {projectCauses} from './vertex/project.ts';
import {signInCauses as vertexSignInCauses} from './vertex/sign-in.ts';

export const causes: Readonly<Record<string, Signals>> = {
	...sessionCauses,
	...credentialCauses,
	...connectionCauses,
	...tlsCauses,
	...proxyCauses,
	...accessCauses,
	...callCauses,
	...vertexSignInCauses,
	...projectCauses,
	...modelCauses,
	...foundrySignInCauses,
	...resourceCauses,
	...deploymentCauses,
	...configCauses,
	...clientCauses,
	...installCauses,
};
