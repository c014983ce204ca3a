@NullMarked
package io.maskstream.model.report;

import org.jspecify.annotations.NullMarked;
