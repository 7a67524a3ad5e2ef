namespace Platform.Networks.Transformers;

/// <summary>
/// Fixed features of number tokens, so that a small model need not learn from examples how large each integer is: 1, n /
/// 100, ln(1 + n) / 3, and cos and sin of 2 pi n / p for the periods below. All are 0 for other tokens.
/// </summary>
internal static class NumberFeatures
{
    private static readonly int[] Periods = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 24, 50, 100, 300, 1000];

    /// <summary>Features per token.</summary>
    public static int Count => 3 + (2 * Periods.Length);

    /// <summary>[vocabulary, <see cref="Count"/>], row-major.</summary>
    /// <param name="vocabulary">Rows.</param>
    /// <param name="first">Row of the integer 0.</param>
    /// <param name="largest">Largest integer.</param>
    public static float[] Table(int vocabulary, int first, int largest)
    {
        var table = new float[vocabulary * Count];
        for (var n = 0; n <= largest; n++)
        {
            var row = table.AsSpan((first + n) * Count, Count);
            (row[0], row[1], row[2]) = (1, n / 100f, (float)(Math.Log(1 + n) / 3));
            for (var k = 0; k < Periods.Length; k++)
            {
                var angle = 2 * Math.PI * n / Periods[k];
                (row[3 + (2 * k)], row[4 + (2 * k)]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
            }
        }
        return table;
    }
}
