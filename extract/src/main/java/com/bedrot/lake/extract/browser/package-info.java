/** Portals in a real Chromium: one context per account, found by the contract's selector names. */
@NullMarked
package com.bedrot.lake.extract.browser;

import org.jspecify.annotations.NullMarked;
