// The package has no types. What is used of it, by the product and by its tests:
declare module "sodium-native" {
  const sodium: {
    crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean;
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
    crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
    crypto_sign_ed25519_pk_to_curve25519(montgomery: Uint8Array, edwards: Uint8Array): void;
    crypto_sign_ed25519_sk_to_curve25519(montgomery: Uint8Array, edwards: Uint8Array): void;
    crypto_box_seal(box: Uint8Array, secret: Uint8Array, publicKey: Uint8Array): void;
    crypto_box_seal_open(secret: Uint8Array, box: Uint8Array, publicKey: Uint8Array, secretKey: Uint8Array): boolean;
  };
  export default sodium;
}
