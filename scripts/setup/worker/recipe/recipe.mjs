/** Debian's packages for a build of mediasoup's worker without any other source of libraries. */
export const BUILD_PACKAGES = [
  'ninja-build',
  'pkg-config',
  'g++',
  'python3',
  'libssl-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

export const MESON_OPTIONS = [
  '--buildtype',
  'release',
  '-Db_ndebug=true',
  '--wrap-mode',
  'nodownload',
];

/**
 * Debian's OpenSSL has kernel TLS, and with it a BIO callback is told of the return from a
 * control operation as "return from" plus the operation. mediasoup knows the bare "return"
 * only, answers 1 for the rest, OpenSSL takes that for "kernel TLS is on", and the worker dies
 * in every browser's DTLS handshake.
 */
export const SOURCE_CHANGES = [
  {
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN)',
    to: '((operationType & BIO_CB_RETURN) != 0)',
  },
];
