package com.bedrot.lake.conf.format;

import java.io.Serializable;

/**
 * One verdict against a file: the {@link com.bedrot.lake.conf.error.ErrorCode} name and what
 * exactly is wrong, with the line where there is one.
 */
public record BrokenRule(String rule, String detail) implements Serializable {}
