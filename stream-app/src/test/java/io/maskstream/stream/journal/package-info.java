@NullMarked
package io.maskstream.stream.journal;

import org.jspecify.annotations.NullMarked;
