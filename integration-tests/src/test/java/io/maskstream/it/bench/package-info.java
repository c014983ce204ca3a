/** The benchmark's arithmetic and what it promises to print. */
@NullMarked
package io.maskstream.it.bench;

import org.jspecify.annotations.NullMarked;
