/**
 * Every portal and API of the sources, played on this machine from an invented label's data; see
 * README.md here.
 */
@NullMarked
package com.bedrot.lake.extract.replica;

import org.jspecify.annotations.NullMarked;
