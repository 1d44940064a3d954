package com.bedrot.lake.conf.settings.store;

import com.bedrot.lake.conf.settings.Secret;

/** A pair of S3 keys; the secret one cannot be printed. */
public record StoreKeys(String accessKey, Secret secretKey) {}
