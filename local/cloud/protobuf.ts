import protobuf from 'protobufjs';

/** The messages of `wx.openApi`, as wx-server-sdk declares them. */
const { root } = protobuf.parse(
  `syntax = "proto3";
  message KeyValuePair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated KeyValuePair pairs = 1; }
  message CommApiData { int32 apiType = 1; OpenApiData openapiData = 2; string appid = 6; }
  message CommOpenApiResp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4; }`,
  { keepCase: true },
);
const request = root.lookupType('CommApiData');
const response = root.lookupType('CommOpenApiResp');

interface ApiRequest {
  openapiData?: { pairs?: { key: string; value: Uint8Array }[] };
}

/** The arguments of an openapi call; keys are in snake_case. */
export function decodeArguments(bytes: Uint8Array): Record<string, unknown> {
  const { openapiData } = request.toObject(request.decode(bytes), { arrays: true }) as ApiRequest;
  const pairs = openapiData?.pairs ?? [];
  return Object.fromEntries(pairs.map(({ key, value }) => [key, JSON.parse(Buffer.from(value).toString()) as unknown]));
}

/** @param errorCode 0, or why WeChat was not even asked */
export function encodeReply(reply: object, errorCode: number): Buffer {
  const respData = Buffer.from(JSON.stringify(reply));
  const message = { respData, contentType: 'application/json; charset=utf-8', errorCode, httpCode: 200 };
  return Buffer.from(response.encode(response.create(message)).finish());
}
