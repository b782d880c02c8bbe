type Choices<T> = readonly [T, ...T[]];

export type Trade = 'supermarket' | 'restaurant' | 'petrol' | 'hardware' | 'pharmacy' | 'cafe' | 'hotel' | 'stationery';

/** What a trade calls itself and what it sells, with prices in dollars. */
export interface Goods {
  words: Choices<string>;
  items: Choices<readonly [name: string, low: number, high: number]>;
  lines: readonly [fewest: number, most: number];
  /** How many of the first items start every receipt: nobody stops at a pump for a sandwich alone. */
  mainItems?: number;
}

/** What is on the receipts of each trade. */
export const goodsOf: Readonly<Record<Trade, Goods>> = {
  supermarket: {
    words: ['Supermarket', 'Mini Mart', 'Fresh Market', 'Food Hall', 'Grocers', 'Superstore'],
    items: [['Whole milk 1L', 1, 2], ['Eggs 10 pcs', 2, 4], ['White bread', 1, 3], ['Bananas 0.84 kg', 1, 2], ['Jasmine rice 5kg', 7, 12], ['Dish soap lemon', 2, 4], ['Instant noodles x5', 2, 4], ['Butter salted 250g', 2, 5], ['Coffee ground 500g', 5, 9], ['Tomatoes loose', 1, 4], ['Chicken thigh', 4, 9], ['Paper towels 4R', 3, 6], ['Yoghurt plain', 1, 3], ['Olive oil 750ml', 6, 13], ['Cheddar mature', 3, 7], ['Apples bag', 2, 5], ['Spring water 6x', 2, 4], ['Corn flakes', 3, 5], ['Carrier bag', 0.1, 0.3], ['Sardines in oil', 1, 3], ['Biscuits assorted', 1, 4], ['Tea bags 100', 3, 6]],
    lines: [4, 16],
  },
  restaurant: {
    words: ['Restaurant', 'Kitchen', 'Bistro', 'Grill House', 'Noodle Bar', 'Tavern', 'Seafood'],
    items: [['Soup of the day', 4, 8], ['Grilled sea bass', 14, 24], ['Chicken rice', 5, 9], ['Fried noodles', 5, 10], ['House salad', 6, 11], ['Steamed greens', 4, 8], ['Sparkling water', 2, 5], ['Lime juice', 2, 4], ['Lamb shank', 15, 26], ['Prawn curry', 9, 17], ['Plain rice', 1, 2], ['Cheese board', 8, 15], ['Espresso', 2, 4], ['Lemon tart', 4, 8], ['Draught beer', 4, 8], ['Glass house red', 5, 10]],
    lines: [2, 8],
  },
  petrol: {
    words: ['Service Station', 'Fuel Stop', 'Petroleum', 'Gas & Go', 'Motor Services'],
    items: [['Unleaded 95', 20, 70], ['Diesel', 25, 90], ['Car wash basic', 5, 12], ['Engine oil 1L', 8, 18], ['Coffee large', 2, 4], ['Screen wash 5L', 4, 8], ['Chewing gum', 1, 2], ['Sandwich', 3, 6]],
    lines: [1, 3],
    mainItems: 2,
  },
  hardware: {
    words: ['Hardware', 'Building Supplies', 'Tools & Timber', 'Ironmongers', 'Paint & Hardware', 'Electrical'],
    items: [['Wood screw 4x40 box', 3, 8], ['Masking tape 48mm', 2, 5], ['PVC elbow 20mm', 0.4, 1.2], ['Emulsion white 5L', 18, 45], ['Roller set 9in', 5, 12], ['Cable 2.5mm x 10m', 9, 22], ['LED bulb 9W E27', 2, 6], ['Padlock 40mm', 6, 14], ['Silicone clear', 3, 8], ['Claw hammer', 9, 22], ['Sandpaper P120', 0.5, 2], ['Work gloves L', 2, 6], ['Hinge 75mm pair', 2, 6], ['Cement 25kg', 5, 11], ['Drill bit set', 8, 24]],
    lines: [2, 10],
  },
  pharmacy: {
    words: ['Pharmacy', 'Chemist', 'Apothecary', 'Drug Store', 'Farmasi', 'Health & Care'],
    items: [['Paracetamol 500mg', 2, 5], ['Vitamin C 1000', 5, 12], ['Plasters assorted', 2, 5], ['Cough syrup 120ml', 4, 9], ['Hand cream', 3, 8], ['Toothpaste mint', 2, 5], ['Saline drops', 3, 7], ['Face masks 50s', 4, 9], ['Sunscreen SPF50', 8, 19], ['Thermometer dig.', 6, 14], ['Cotton pads', 1, 3]],
    lines: [1, 6],
  },
  cafe: {
    words: ['Coffee', 'Bakery', 'Tea Room', 'Cafe', 'Espresso Bar', 'Patisserie'],
    items: [['Flat white', 3, 5], ['Cappuccino', 3, 5], ['Americano', 2, 4], ['Almond croissant', 3, 5], ['Carrot cake', 4, 6], ['Iced latte', 4, 6], ['Pot of tea', 2, 4], ['Bagel, salmon', 6, 10], ['Blueberry muffin', 2, 4], ['Sourdough loaf', 5, 8], ['Hot chocolate', 3, 5]],
    lines: [1, 5],
  },
  hotel: {
    words: ['Hotel', 'Guest House', 'Inn', 'Lodge', 'Resort', 'Suites'],
    items: [['Room, double', 60, 160], ['Room, single', 45, 110], ['Breakfast buffet', 8, 20], ['Laundry service', 6, 25], ['Minibar', 4, 18], ['Parking per night', 5, 18], ['City tax', 1, 5], ['Dinner, restaurant', 18, 55]],
    lines: [2, 6],
  },
  stationery: {
    words: ['Stationery', 'Books & Gifts', 'Office Supplies', 'Print & Copy', 'Paper Goods', 'Florist'],
    items: [['A4 paper 80g ream', 3, 7], ['Ball pen blue', 0.5, 2], ['Lever arch file', 2, 5], ['Photocopy A4', 0.1, 0.3], ['Laminating A3', 1, 3], ['Toner black', 30, 90], ['Envelopes C5 50s', 3, 7], ['Notebook ruled', 2, 6], ['Ring binding', 2, 5], ['Greeting card', 2, 5], ['Rubber stamp', 8, 20]],
    lines: [1, 7],
  },
};
