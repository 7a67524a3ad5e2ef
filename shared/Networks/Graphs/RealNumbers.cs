using System.Runtime.InteropServices;

namespace Platform.Networks.Graphs;

/// <summary>Real numbers as the bytes of a graph's constants, little endian.</summary>
internal static class RealNumbers
{
    /// <summary>The nearest numbers of a type, ties to even.</summary>
    public static byte[] Bytes(ReadOnlySpan<float> values, ElementType type)
    {
        if (type == ElementType.Float)
        {
            return MemoryMarshal.AsBytes(values).ToArray();
        }

        var rounded = new ushort[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            rounded[i] = type switch
            {
                ElementType.Float16 => BitConverter.HalfToUInt16Bits((Half)values[i]),
                ElementType.BFloat16 => BFloat16(BitConverter.SingleToUInt32Bits(values[i])),
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of real numbers"),
            };
        }

        return MemoryMarshal.AsBytes<ushort>(rounded).ToArray();
    }

    /// <summary>The upper half of a finite float32, rounded.</summary>
    private static ushort BFloat16(uint bits) => (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}
