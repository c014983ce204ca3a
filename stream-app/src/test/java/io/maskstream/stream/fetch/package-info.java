@NullMarked
package io.maskstream.stream.fetch;

import org.jspecify.annotations.NullMarked;
