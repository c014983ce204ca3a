@NullMarked
package io.maskstream.stream.config;

import org.jspecify.annotations.NullMarked;
