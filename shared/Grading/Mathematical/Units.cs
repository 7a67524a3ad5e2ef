using System.Collections.Frozen;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// The units that occur in answers, by their names and signs. Units of one dimension are converted; a year is not a fixed
/// number of days and a ton not a fixed number of pounds, so these are dimensions of their own.
/// </summary>
internal static class Units
{
    /// <summary>One line a unit: its names, the factor, and the unit (defined before) that the factor refers to.</summary>
    private const string Table = """
        m meter meters metre metres 米
        km kilometer kilometers kilometre kilometres 千米 公里 = 1000 m
        dm decimeter decimeters decimetre decimetres 分米 = 1/10 m
        cm centimeter centimeters centimetre centimetres 厘米 = 1/100 m
        mm millimeter millimeters millimetre millimetres 毫米 = 1/1000 m
        in inch inches = 0.0254 m
        ft foot feet = 12 in
        yd yard yards = 3 ft
        mi mile miles = 5280 ft
        kg kilogram kilograms kilo kilos 千克 公斤
        g gram grams 克 = 1/1000 kg
        mg milligram milligrams 毫克 = 1/1000 g
        tonne tonnes 吨 = 1000 kg
        lb lbs pound pounds = 0.45359237 kg
        oz ounce ounces = 1/16 lb
        ton tons
        s sec secs second seconds 秒
        min mins minute minutes 分钟 = 60 s
        h hr hrs hour hours 小时 时 = 60 min
        day days 天 = 24 h
        week weeks 周 星期 = 7 day
        month months 个月
        year years yr yrs 年 = 12 month
        decade decades = 10 year
        century centuries = 100 year
        rad radian radians
        ° degree degrees deg degs 度
        °C
        °F
        % percent percents pct percentage
        $ dollar dollars USD usd US$ 美元
        ¢ cent cents = 1/100 $
        € euro euros EUR eur
        £ GBP gbp
        penny pennies pence
        ¥ yen
        yuan 元 RMB rmb 块钱 块
        角 = 1/10 yuan
        ₹ rupee rupees Rs rs
        ₩ won
        W watt watts 瓦
        kW kw kilowatt kilowatts 千瓦 = 1000 W
        J joule joules
        kJ kj kilojoule kilojoules = 1000 J
        cal calorie calories
        N newton newtons
        Pa pascal pascals
        kPa kpa = 1000 Pa
        V volt volts
        Hz hz hertz
        ohm ohms Ω
        mol mole moles
        unit units
        person persons people 人
        """;

    private static readonly FrozenDictionary<string, Unit> Known = Read();

    private static readonly FrozenDictionary<string, Unit>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Unit? Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var unit) ? unit : null;

    /// <summary>Whether a single letter behind a number may be a unit; N and W may also be directions.</summary>
    public static bool IsLetter(string name) => name is "m" or "s" or "h" or "g" or "l" or "L" or "J" or "V";

    private static FrozenDictionary<string, Unit> Read()
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var line in Table.Split('\n'))
        {
            var parts = line.Trim().Split(" = ");
            var names = parts[0].Split(' ');
            var unit = parts.Length == 1 ? Unit.Base(names[0]) : Multiple(parts[1]);
            Add(names, unit);
        }
        Add(["l", "L", "liter", "liters", "litre", "litres", "升"], units["dm"].Power(3)!);
        Add(
            ["ml", "mL", "milliliter", "milliliters", "millilitre", "millilitres", "毫升", "cc"],
            units["cm"].Power(3)!
        );
        Add(["cl", "cL", "centiliter", "centiliters"], Multiple("1/100 l"));
        Add(["dl", "dL", "deciliter", "deciliters"], Multiple("1/10 l"));
        Add(["gal", "gallon", "gallons"], new Unit("m^3", units["in"].Factor.Power(3, 1000)!.Value * 231));
        Add(["quart", "quarts", "qt"], Multiple("1/4 gallon"));
        Add(["pint", "pints"], Multiple("1/2 quart"));
        Add(["cup", "cups"], Multiple("1/2 pint"));
        Add(["hectare", "hectares", "ha", "公顷"], new Unit("m^2", 10_000));
        Add(["acre", "acres"], new Unit("m^2", units["yd"].Factor.Power(2, 1000)!.Value * 4840));
        Add(["mph"], units["mi"] / units["h"]);
        Add(["kmh", "kph", "kmph"], units["km"] / units["h"]);
        Add(["mps"], units["m"] / units["s"]);
        Add(["fps"], units["ft"] / units["s"]);
        return units.ToFrozenDictionary(StringComparer.Ordinal);

        Unit Multiple(string definition)
        {
            var at = definition.IndexOf(' ');
            var unit = units[definition[(at + 1)..]];
            var slash = definition.IndexOf('/');
            var factor =
                slash < 0
                    ? Rational.Parse(definition.AsSpan(0, at))!.Value
                    : Rational.One / Rational.Parse(definition.AsSpan(slash + 1, at - slash - 1))!.Value;
            return unit with { Factor = unit.Factor * factor };
        }

        void Add(string[] names, Unit unit)
        {
            foreach (var name in names)
            {
                units[name] = unit;
            }
        }
    }
}
