// CloudTrail: which trails there are.

import {CloudError, type Service} from './call.ts';
import {awsJsonError, awsJsonReply, targetOf} from './logs.ts';

export const cloudtrail: Service = {
	name: 'cloudtrail',
	signingName: 'cloudtrail',
	operationOf: call => targetOf(call.headers),
	answer(operation, call, cloud, caller) {
		if (operation !== 'DescribeTrails') {
			throw new CloudError(400, 'UnknownOperationException', '');
		}

		const region = call.region ?? 'us-east-1';
		return awsJsonReply({
			trailList: cloud.scenario.aws.trails.map(trail => ({
				Name: trail.name,
				S3BucketName: trail.bucket,
				IncludeGlobalServiceEvents: true,
				IsMultiRegionTrail: true,
				HomeRegion: region,
				TrailARN: `arn:aws:cloudtrail:${region}:${trail.isOrganization ? '999900001111' : (caller?.account ?? '')}:trail/${trail.name}`,
				LogFileValidationEnabled: true,
				HasCustomEventSelectors: false,
				HasInsightSelectors: false,
				IsOrganizationTrail: trail.isOrganization,
			})),
		});
	},
	errorReply: awsJsonError,
};
