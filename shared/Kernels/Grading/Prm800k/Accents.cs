using System.Text;

namespace Platform.Kernels.Grading.Prm800k;

/// <summary>Characters under an accent, composed where Unicode has them so.</summary>
internal static class Accents
{
    public static string Put(string accent, string text)
    {
        var result = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.Value switch
            {
                'ı' => "i",
                'ȷ' => "j",
                _ => rune.ToString(),
            };
            result.Append((character + accent).Normalize(NormalizationForm.FormC));
        }
        return result.ToString();
    }
}
